import { SaxesParser } from 'saxes'

export interface XmlNode {
  name: string
  text: string
  children: XmlNode[]
}

/** A strict, namespace-blind tree. Throws on anything that is not well-formed, and on a DOCTYPE. */
export function parseXml(text: string): XmlNode {
  const parser = new SaxesParser({ fragment: false })
  const open: XmlNode[] = []
  let root: XmlNode | undefined
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('DOCTYPE is not allowed')
  })
  parser.on('opentag', ({ name }) => {
    const node: XmlNode = { name, text: '', children: [] }
    open.at(-1)?.children.push(node)
    root ??= node
    open.push(node)
  })
  const add = (part: string) => {
    const node = open.at(-1)
    if (node) node.text += part
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', () => {
    open.pop()
  })
  parser.write(text).close()
  if (root === undefined) throw new Error('no root')
  return root
}

export const childrenOf = (node: XmlNode, name: string): XmlNode[] => node.children.filter((one) => one.name === name)
export const childOf = (node: XmlNode, name: string): XmlNode | undefined => childrenOf(node, name)[0]
export const valueIn = (node: XmlNode, name: string): string => childOf(node, name)?.text.trim() ?? ''

export const escapeXml = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? character)

export type Fields = readonly (readonly [string, string | number])[]
export const tags = (fields: Fields): string =>
  fields.map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`).join('')
