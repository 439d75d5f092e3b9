/** The bill of materials of what is released, as CycloneDX 1.5 writes it: with no time and no chance in it, so that the same parts give the same bytes. */
import { createHash } from 'node:crypto';

/** @typedef {import('./parts.mjs').Part} Part */

/** @param {Part} part */
const componentOf = ({ name, version, license, copyright, home, purl, sha512 }) => ({
  type: 'library', 'bom-ref': purl, name, ...(version && { version }), licenses: [{ license: { id: license } }], ...(copyright && { copyright }), purl,
  ...(sha512 && { hashes: [{ alg: 'SHA-512', content: sha512 }] }), externalReferences: [{ type: 'website', url: home }],
});

/** @param {'application' | 'library'} type @param {{ name: string, version: string, description: string }} project @param {readonly Part[]} parts */
export function billOf(type, { name, version, description }, parts) {
  const purl = `pkg:npm/${name}@${version}`, ref = `${purl}#${type}`, components = parts.map(componentOf).sort((a, b) => (a.purl < b.purl ? -1 : 1));
  const bill = {
    version: 1,
    metadata: { component: { type, 'bom-ref': ref, name, version, description, licenses: [{ license: { id: 'MIT' } }], purl } },
    components,
    dependencies: [{ ref, dependsOn: components.map((each) => each.purl) }, ...components.map((each) => ({ ref: each.purl, dependsOn: [] }))],
  };
  const hash = createHash('sha256').update(JSON.stringify(bill)).digest('hex'), variant = '89ab'[Number.parseInt(hash[16], 16) % 4];
  const uuid = [hash.slice(0, 8), hash.slice(8, 12), `5${hash.slice(13, 16)}`, `${variant}${hash.slice(17, 20)}`, hash.slice(20, 32)].join('-');
  return { $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: `urn:uuid:${uuid}`, ...bill };
}
