//! A council's colours: read, held against the page, and darkened or lightened until text in them can
//! be read (WCAG 2.2, 1.4.3: 4.5 to 1).

/// A colour, 0 to 255 for each part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red, green and blue.
    pub parts: [u8; 3],
}

/// A colour too close to what it stands on.
#[derive(Clone, Debug, PartialEq)]
pub struct ContrastFault {
    /// The contrast it has.
    pub contrast: f64,
    /// The nearest shade that would pass.
    pub passes: Colour,
}

/// The least contrast of text (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

impl Colour {
    /// White, the page in light form.
    pub const WHITE: Colour = Colour { parts: [255, 255, 255] };
    /// The page in dark form: `--stone-900` of the default theme.
    pub const DARK: Colour = Colour { parts: [0x1a, 0x19, 0x18] };

    /// Reads `#1d4d4f` or `#abc`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.is_ascii() {
            return None;
        }
        let part = |text: &str| u8::from_str_radix(text, 16).ok();
        let parts = match digits.len() {
            6 => [part(&digits[..2])?, part(&digits[2..4])?, part(&digits[4..])?],
            3 => {
                let mut parts = [0; 3];
                for (value, digit) in parts.iter_mut().zip(digits.chars()) {
                    *value = u8::try_from(digit.to_digit(16)? * 17).ok()?;
                }
                parts
            }
            _ => return None,
        };
        Some(Colour { parts })
    }

    /// As CSS writes it.
    pub fn css(self) -> String {
        let [red, green, blue] = self.parts;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// The contrast with another colour, 1 to 21 (WCAG 2.2, definition of contrast ratio).
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.parts.map(|part| {
            let value = f64::from(part) / 255.0;
            match value <= 0.04045 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The same colour, or the nearest shade of it that has this contrast with `page`.
    #[must_use]
    fn shade_on(self, page: Colour, least: f64) -> Colour {
        let towards: f64 = if page.luminance() > 0.5 { 0.0 } else { 1.0 };
        let lightness = self.lightness();
        (0..=100)
            .map(|step| lightness + (towards - lightness) * f64::from(step) / 100.0)
            .map(|lightness| self.with_lightness(lightness))
            .find(|shade| shade.contrast(page) >= least)
            .unwrap_or(self)
    }

    /// The shade for a dark page. Its contrast there is 7 to 1, so that it can be read on the panels of such a
    /// page too, which are lighter.
    #[must_use]
    pub fn for_dark(self) -> Colour {
        self.shade_on(Colour::DARK, 7.0)
    }

    /// The L of HSL, 0 to 1.
    fn lightness(self) -> f64 {
        let [red, green, blue] = self.parts.map(f64::from);
        (red.max(green).max(blue) + red.min(green).min(blue)) / 510.0
    }

    /// The same hue and saturation (HSL), lighter or darker.
    fn with_lightness(self, lightness: f64) -> Colour {
        let before = self.lightness();
        // How far the parts lie from the middle grows with the room that the lightness leaves for it.
        let room = |lightness: f64| 1.0 - (2.0 * lightness - 1.0).abs();
        let stretch = if room(before) > 0.0 { room(lightness) / room(before) } else { 0.0 };
        let parts = self.parts.map(|part| {
            let value = lightness + (f64::from(part) / 255.0 - before) * stretch;
            // In 0..=255, so the cast only drops the fraction.
            (value * 255.0).round().clamp(0.0, 255.0) as u8
        });
        Colour { parts }
    }

    /// Is text in this colour readable on white, and white text on it?
    ///
    /// # Errors
    /// With the contrast that it has, and the nearest shade that would pass.
    pub fn check(self) -> Result<(), ContrastFault> {
        let contrast = self.contrast(Colour::WHITE);
        match contrast >= LEAST_CONTRAST {
            true => Ok(()),
            false => Err(ContrastFault {
                contrast,
                passes: self.shade_on(Colour::WHITE, LEAST_CONTRAST),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Colour;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn measures_contrast_as_wcag_does() {
        let ratio = |a: &str, b: &str| (colour(a).contrast(colour(b)) * 100.0).round() / 100.0;
        assert_eq!(ratio("#000", "#fff"), 21.0);
        assert_eq!(ratio("#767676", "#ffffff"), 4.54);
        assert_eq!(ratio("#777777", "#ffffff"), 4.48);
    }

    #[test]
    fn finds_a_shade_that_passes() {
        assert!(colour("#1d4d4f").check().is_ok());
        let fault = colour("#ff8800").check().unwrap_err();
        assert!(fault.passes.check().is_ok());
        for text in ["#1d4d4f", "#b3541e", "#000000", "#ffffff", "#0000ff", "#ffff00"] {
            assert!(colour(text).for_dark().contrast(Colour::DARK) >= 7.0, "{text}");
        }
        assert_eq!(colour("#1d4d4f").for_dark().css(), "#44b4b9");
        assert_eq!(Colour::parse("red"), None);
        assert_eq!(Colour::parse("#12345é"), None);
    }
}
