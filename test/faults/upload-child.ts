/** Uploads what is approved, in a process of its own that may be killed: `node upload-child.ts PLACE`. */
import { openUploads, runUploads, type UploadPlace } from './upload-engine.ts'

const place = JSON.parse(process.argv[2] ?? '{}') as UploadPlace
const engine = await openUploads(place)
process.stdout.write('open\n')
await runUploads(engine, place.market)
process.stdout.write('done\n')
await engine.close()
process.exit(0)
