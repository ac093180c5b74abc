//! Whatever stands in a page of another generator: it ends, it ends the same, and no word of it is lost.

use handbook::import::folder::Source;
use handbook::import::site::{self, Generator};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest,
};
use proptest::{collection, prop_oneof};
use tempfile::TempDir;

use crate::support::write;

const GENERATORS: [Generator; 8] = [
    Generator::MkDocs,
    Generator::Docusaurus,
    Generator::Starlight,
    Generator::Hugo,
    Generator::Zola,
    Generator::Jekyll,
    Generator::TechDocs,
    Generator::Markdown,
];

/// Pieces of every generator's writing; `W` is a word that occurs once.
const PIECES: [&str; 56] = [
    "W ",
    "\n",
    "\n\n",
    "    ",
    "> ",
    "- W\n",
    "1. W\n",
    "# W\n",
    "## W {#W .W}\n",
    "W\n===\n",
    "```W title=\"W\"\nW\n```\n",
    "~~~\n",
    "`W`",
    "**W**",
    "[W](W.md#W)",
    "[W](W W.png)",
    "![W](W.png){ width=W }",
    "[W]: W.md\n",
    "[^W]: W\n",
    "<!-- W -->",
    "| W |\n|---|\n| W |\n",
    "!!! note \"W\"\n    W\n",
    "!!! W W\n\n    W\n",
    "??? tip\n    W\n",
    "=== \"W\"\n\n    W\n",
    "/// note | W\n    type: W\nW\n///\n",
    "--8<-- \"W\"\n",
    "--8<--\nW\n--8<--\n",
    "*[W]: W\n",
    "++W+W++ ==W== ^^W^^ ^W^ ~W~ :W: {++W++}{--W--}",
    "{{ W }}",
    ":::note[W]\nW\n:::\n",
    "::::tip W\n",
    ":::\n",
    "<Aside title=\"W\">W</Aside>\n",
    "<Aside>\n",
    "</Aside>\n",
    "<Tabs>\n<TabItem label=\"W\">\nW\n</TabItem>\nW\n</Tabs>\n",
    "<Card title=\"W\" href=\"W\" />\n",
    "<Badge text=\"W\" /> {W} {/* W */}",
    "import W from 'W';\n",
    "export const W = {\n",
    "<details>\n<summary>W</summary>\nW\n</details>\n",
    "{{< note \"W\" >}}\nW\n{{< /note >}}\n",
    "{{% tabs %}}\n{{% tab \"W\" %}}\nW\n{{% /tab %}}\nW\n{{% /tabs %}}\n",
    "{{< figure src=\"W\" alt=\"W\" caption=\"W\" >}}",
    "{{< W W=\"W\" >}}",
    "{% note(title=\"W\") %}\nW\n{% end %}\n",
    "{% include W.html content=\"W\" %}\n",
    "{% highlight W %}\nW\n{% endhighlight %}\n",
    "{% comment %}W{% endcomment %}\n",
    "{: .note-title }\n> W\n> W\n",
    "^W^\n%W%\n",
    "$CTA\nW\n$CTA\n",
    "<%= warning_text('W') %>\n",
    "<%= partial 'W' %> <%# W %>\n",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        20 => (0..PIECES.len()).prop_map(|index| PIECES[index].to_owned()),
        1 => any::<String>().prop_map(|text| text.replace(char::is_alphanumeric, "")),
        1 => Just("\u{e9}\u{1f600}".to_owned()),
    ];
    let front = prop_oneof![
        3 => Just(""),
        1 => Just("---\ntitle: W\ntags: [W, W]\nW: {W: W}\n---\n"),
        1 => Just("+++\ntitle = \"W\"\n[extra]\nW = 'W'\n+++\n"),
        1 => Just("---\ntitle: [W\n---\n"),
    ];
    (front, collection::vec(piece, 0..24)).prop_map(|(front, pieces)| {
        let mut text = String::new();
        let mut count = 0;
        for c in format!("{front}{}", pieces.concat()).chars() {
            match c {
                'W' => {
                    count += 1;
                    text.push_str(&format!("w{count}q"));
                }
                c => text.push(c),
            }
        }
        text
    })
}

/// Words that occur once in a text, as the pieces make them.
fn words(text: &str) -> Vec<&str> {
    let all = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_one = |word: &&str| {
        word.strip_prefix('w')
            .and_then(|word| word.strip_suffix('q'))
            .is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
    };
    all.filter(is_one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn no_word_is_lost(text in text()) {
        for generator in GENERATORS {
            let folder = TempDir::new().expect("a temporary folder can be made");
            let place = match generator {
                Generator::MkDocs | Generator::Docusaurus => "docs/page.md",
                Generator::Starlight => "src/content/docs/page.md",
                Generator::Hugo | Generator::Zola => "content/page.md",
                Generator::TechDocs => "source/page.html.md.erb",
                Generator::Jekyll | Generator::Markdown => "page.md",
            };
            write(folder.path(), place, &text);
            write(folder.path(), "mkdocs.yml", "site_name: x\nmarkdown_extensions: [pymdownx.keys, pymdownx.mark, \
                pymdownx.caret, pymdownx.tilde, pymdownx.critic, pymdownx.emoji]\nextra: {a: b}\n");
            let source = Source::open(folder.path()).expect("the folder can be listed");
            let imported = site::read(&source, &generator.find(&source));
            prop_assert_eq!(imported.documents.len(), 1);
            let document = &imported.documents[0];
            let notes: Vec<&str> = document.notes.iter().map(|note| note.words.as_str()).collect();
            let after = format!("{}\n{}", document.text(), notes.join("\n")).to_lowercase();
            for word in words(&text.to_lowercase()) {
                prop_assert!(
                    after.contains(word),
                    "{generator:?} lost {word} of:\n{text}\n---\n{}\n{notes:?}", document.text()
                );
            }
            let again = site::read(&source, &generator.find(&source));
            prop_assert_eq!(document.text(), again.documents[0].text());
        }
    }
}
