/** Everything that was piped in, without the space around it; for secrets, which do not belong into a command line. */
export async function readStandardInput(): Promise<string> {
  let read = ''
  for await (const chunk of process.stdin) read += String(chunk)
  return read.trim()
}
