/**
 * The smallest document with these lines of text.
 * @param {...string} lines
 * @returns {Buffer}
 */
export function pdf(...lines) {
  const text = lines.map((line) => `(${line}) Tj 0 -20 Td`).join(" ");
  const content = `BT /F1 12 Tf 72 720 Td ${text} ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let out = "%PDF-1.4\n";
  let table = "0000000000 65535 f \n";
  objects.forEach((object, index) => {
    table += `${String(out.length).padStart(10, "0")} 00000 n \n`;
    out += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  const start = out.length;
  out += `xref\n0 ${objects.length + 1}\n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}
