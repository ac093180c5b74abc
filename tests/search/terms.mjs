// terms.mjs FILE: the client's words of each text in a JSON file, in the language that it names, as `search::terms_of`
// gives them. For the test in tests/it/search.rs, which compares the two.

import { readFileSync } from 'node:fs'

import { client } from './client.mjs'

const search = client()
const { language, texts } = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { stem } = search.tongue(language)
const terms = texts.map((text) => search.words(text).map((word) => [word.text, word.at, word.span, stem(word.text)]))
process.stdout.write(JSON.stringify({ terms, stop: [...(search.stopWords[language] ?? [])] }))
