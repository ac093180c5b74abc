//! Scales, flows and genograms from outside: what is drawn, what hostile ones do, and what is shown when
//! nothing can be drawn.

use std::fmt::Write;

use crate::support::{folder, run};

/// The page of a handbook with this text, and what the build said.
fn page(text: &str) -> (String, String) {
    let content = format!("---\ntitle: Home\n---\n\n{text}");
    let root = folder(&[
        ("handbook.yaml", "title: Test\nchecks: {diagram-unclear: warning}\n"),
        ("content/page.md", &content),
    ]);
    let built = run(root.path(), &["build", "--output", "site"]);
    let page = std::fs::read_to_string(root.path().join("site/page.html")).unwrap_or_default();
    (page, built.stderr)
}

#[test]
fn a_small_scale_is_drawn_so() {
    let (html, _) = page(
        ":::scale How safe? {zero=\"Not safe\" ten=\"Safe\"}\n- Ann: 4 - *no* \"never\"\n- Bob: 7\n:::\n",
    );
    let (_, svg) = html.split_once("<svg class=\"drawing").expect("it is drawn");
    let (svg, _) = svg.split_once("</svg>").expect("it ends");
    insta::assert_snapshot!(svg.replace("/>", "/>\n").replace("</text>", "</text>\n"), @r#"
    __svg drawing__svg--wide" role="img" aria-labelledby="scale.1.title scale.1.desc" width="37.5rem" height="4.1875rem" viewBox="0 0 600 67" direction="ltr"><title id="scale.1.title">How safe?</title><desc id="scale.1.desc">Ann: 4. Bob: 7.</desc><path class="scale__line" d="M12 35L588 35"/>
    <path class="scale__tick" d="M12 35L12 42"/>
    <text class="scale__number" x="12" y="59" text-anchor="middle" font-size="14">0</text>
    <path class="scale__tick" d="M69 35L69 42"/>
    <text class="scale__number" x="69" y="59" text-anchor="middle" font-size="14">1</text>
    <path class="scale__tick" d="M127 35L127 42"/>
    <text class="scale__number" x="127" y="59" text-anchor="middle" font-size="14">2</text>
    <path class="scale__tick" d="M184 35L184 42"/>
    <text class="scale__number" x="184" y="59" text-anchor="middle" font-size="14">3</text>
    <path class="scale__tick" d="M242 35L242 42"/>
    <text class="scale__number" x="242" y="59" text-anchor="middle" font-size="14">4</text>
    <path class="scale__tick" d="M300 35L300 42"/>
    <text class="scale__number" x="300" y="59" text-anchor="middle" font-size="14">5</text>
    <path class="scale__tick" d="M357 35L357 42"/>
    <text class="scale__number" x="357" y="59" text-anchor="middle" font-size="14">6</text>
    <path class="scale__tick" d="M415 35L415 42"/>
    <text class="scale__number" x="415" y="59" text-anchor="middle" font-size="14">7</text>
    <path class="scale__tick" d="M472 35L472 42"/>
    <text class="scale__number" x="472" y="59" text-anchor="middle" font-size="14">8</text>
    <path class="scale__tick" d="M530 35L530 42"/>
    <text class="scale__number" x="530" y="59" text-anchor="middle" font-size="14">9</text>
    <path class="scale__tick" d="M588 35L588 42"/>
    <text class="scale__number" x="588" y="59" text-anchor="middle" font-size="14">10</text>
    <path class="scale__pole" d="M242 35L242 4"/>
    <text class="scale__name" x="249" y="19" font-size="15">Ann</text>
    <circle class="scale__dot" cx="242" cy="35" r="7"/>
    <path class="scale__pole" d="M415 35L415 4"/>
    <text class="scale__name" x="422" y="19" font-size="15">Bob</text>
    <circle class="scale__dot" cx="415" cy="35" r="7"/>
    "#);
    assert!(html.contains("<em>no</em> “never”"), "words keep their marks");
}

#[test]
fn names_and_labels_are_text_whatever_they_look_like() {
    let (html, _) = page(
        ":::flow A & B\n- a: \\<script>alert(1)\\</script> & \"quotes\"?\n  - \\<b> -> b\n  - No -> b\n- b: Done\n:::\n\n\
         :::genogram \"><img src=x>\n- People\n  - \\<i onclick=x>: woman\n  - &lt;script>: man\n:::\n\n\
         :::scale\n- \\<svg onload=x>: 3\n:::\n",
    );
    for forbidden in ["<script>alert", "<b>", "<i onclick", "<svg onload", "<img src=x"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn what_cannot_be_drawn_is_shown_as_it_was_written() {
    let mut people = ":::genogram\n- People\n".to_owned();
    for index in 0..500 {
        let _ = writeln!(people, "  - Person{index}: woman, born 1980");
    }
    people.push_str("- Relationships\n");
    for index in 0..499 {
        let _ = writeln!(people, "  - Person{index} + Person{}: children Person{index}", index + 1);
    }
    people.push_str(":::\n\n:::flow\n");
    for index in 0..1000 {
        let _ = writeln!(people, "- step{index}: Do {index}\n  - -> step{}", (index + 7) % 1000);
    }
    people.push_str(":::\n\n:::scale\n- Ann: eleven - but why\n:::\n");
    let (html, said) = page(&people);
    for words in ["Person499", "step999", "eleven - but why"] {
        assert!(html.contains(words), "{words} is lost");
    }
    assert!(said.contains("This genogram has 500 entries."), "{said}");
    assert!(said.contains("This flow has 1000 entries."), "{said}");
    assert!(!html.contains("drawing__svg"));
}

#[test]
fn long_labels_and_other_scripts_stay_in_their_boxes() {
    let long = "x".repeat(1_000_000);
    let (html, _) = page(&format!(
        ":::flow\n- a: {long}\n  - {long} -> b\n  - لا -> b\n- b: שלום\n:::\n\n:::scale\n- {long}: 3\n- ليلى: 3\n:::\n"
    ));
    let drawn: usize = html
        .split("<svg")
        .skip(1)
        .filter_map(|rest| rest.split_once("</svg>"))
        .filter(|(svg, _)| svg.contains("drawing__svg"))
        .map(|(svg, _)| svg.split_once("</desc>").map_or(0, |(_, body)| body.len()))
        .sum();
    assert!(drawn > 0 && drawn < 10_000, "{drawn} bytes");
}
