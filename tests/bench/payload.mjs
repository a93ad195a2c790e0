// Payloads of a given size, the same every time: invoices as a billing workflow hands them on.

/** A small generator of numbers that repeats itself for no payload here. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

function invoice(number, chance) {
  const cents = chance(10_000_000);
  return {
    Id: `8ad08c${number.toString(16).padStart(8, "0")}${chance(2 ** 31).toString(16).padStart(18, "0")}`,
    InvoiceNumber: `INV${String(number).padStart(8, "0")}`,
    AccountId: `A${String(chance(100_000)).padStart(8, "0")}`,
    Amount: cents / 100,
    Balance: chance(2) === 0 ? 0 : cents / 100,
    Currency: ["USD", "EUR", "JPY"][chance(3)],
    DueDate: `2026-${String(1 + chance(12)).padStart(2, "0")}-${String(1 + chance(28)).padStart(2, "0")}`,
    Status: ["Posted", "Draft", "Error"][chance(3)],
    Comments: chance(4) === 0 ? `line ${chance(1000)}\n\tand "more" of it, ünïcödé` : null,
    Items: Array.from({ length: 1 + chance(3) }, (_, place) => ({
      ChargeName: `Charge ${place}`,
      ChargeAmount: chance(100_000) / 100,
      Quantity: chance(50),
      Taxed: chance(2) === 0,
    })),
  };
}

/** The text of a task whose payload makes it about so many bytes long. */
export function taskText(id, bytes) {
  const chance = numbers(id);
  const invoices = [];
  let length = 0;
  while (length < bytes - 600) {
    const text = JSON.stringify(invoice(invoices.length, chance));
    invoices.push(text);
    length += text.length + 1;
  }
  const head = `"id":${id},"name":"Post invoices","action_type":"Callout","instance":true,"status":"Error"`;
  const error = `"error":"Callout response was 500 after 1 tries.","error_class":"WorkflowError::Callout"`;
  return `{${head},${error},"workflow_id":476,"data":{"Invoice":[${invoices.join(",")}],"Workflow":{"ExecutionDate":"2026-11-24"}}}`;
}
