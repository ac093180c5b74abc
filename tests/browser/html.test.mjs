// Every published page is valid HTML, and carries no script or style of its own.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { HtmlValidate } from 'html-validate'

import { build, files } from './support/site.mjs'

// Left out: matters of taste, and rules that forbid what the HTML standard allows. VoiceOver takes a list without
// marks for one only if it has the role of a list; no native element is a list that a field opens.
const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: { 'long-title': 'off', 'no-inline-style': 'error', 'no-redundant-role': 'off', 'prefer-native-element': ['error', { exclude: ['list', 'listbox'] }] }
})

test('every page is valid HTML', async () => {
  const site = build()
  for (const file of files(site, '.html')) {
    const html = readFileSync(join(site, file), 'utf8')
    const report = await validator.validateString(html, file)
    const messages = report.results.flatMap((result) =>
      result.messages.map(({ line, message, ruleId }) => `${line}: ${message} (${ruleId})`)
    )
    assert.deepEqual(messages, [], file)
    assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>|<style|\son[a-z]+=/, file)
  }
})
