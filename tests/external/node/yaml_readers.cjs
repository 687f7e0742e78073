// Reads YAML texts with js-yaml and with the yaml package: a JSON list of texts in, a JSON list of what each makes of them out.
const fs = require('fs');
const jsYaml = require('js-yaml'), yaml = require('yaml');

function plain(value) {
  if (value instanceof Date) return {'!date': value.toISOString().slice(0, 10)};
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return {'!number': String(value)};
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map || value instanceof Set || value instanceof Uint8Array) return {'!other': value.constructor.name};
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
  return value;
}

function only(text) {
  const documents = yaml.parseAllDocuments(text);
  if (documents.length !== 1) throw new Error(`${documents.length} documents`);
  if (documents[0].errors.length) throw documents[0].errors[0];
  return documents[0].toJS();
}

function read(reader, text) {
  try {
    return {value: plain(reader(text))};
  } catch (error) {
    return {refused: String(error.message).split('\n')[0]};
  }
}

const texts = JSON.parse(fs.readFileSync(0, 'utf8'));
const readings = texts.map(text => ({'js-yaml': read(text => jsYaml.load(text), text), yaml: read(only, text)}));
fs.writeSync(1, JSON.stringify(readings));
