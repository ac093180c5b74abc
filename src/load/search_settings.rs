//! `search:` of a document: `false`, or `{keywords: […], boost: 1.5}`.

use crate::load::fields::Fields;
use crate::load::keys::SEARCH;
use crate::model::{FieldFault, SearchSettings};
use crate::source::Located;
use crate::source::yaml::{Node, Value};

pub(crate) fn search_settings(from: &mut Fields<'_>) -> Option<SearchSettings> {
    let node = from.node("search")?;
    match &node.value {
        Value::Mapping(_) => {
            let mut fields = Fields::new(node, &SEARCH);
            let keywords = fields.list("keywords").unwrap_or_default();
            let boost = boost(&mut fields);
            from.faults.append(&mut fields.finish());
            let keywords = keywords.into_iter().map(|keyword| keyword.value).collect();
            Some(SearchSettings { listed: true, keywords, boost })
        }
        Value::Scalar { .. } => {
            let listed = from.boolean("search")?.value;
            Some(SearchSettings { listed, ..SearchSettings::default() })
        }
        Value::Sequence(_) | Value::Null => {
            wrong_shape(from, node);
            None
        }
    }
}

fn wrong_shape(from: &mut Fields<'_>, node: &Node) {
    let expected = "“false”, or keywords and a boost";
    let fault =
        FieldFault::WrongShape { field: "search".to_owned(), expected, found: node.describe() };
    from.fault(node.span, fault);
}

fn boost(fields: &mut Fields<'_>) -> u16 {
    let usual = SearchSettings::default().boost;
    let Some(written) = fields.text("boost") else { return usual };
    let (least, most) = SearchSettings::BOOSTS;
    let hundredths = written.value.parse::<f64>().ok().map(|boost| (boost * 100.0).round());
    match hundredths {
        Some(hundredths) if (f64::from(least)..=f64::from(most)).contains(&hundredths) => {
            hundredths as u16
        }
        _ => {
            let written = Located::new(written.value, written.span);
            fields.unreadable("boost", written, "1.5");
            usual
        }
    }
}
