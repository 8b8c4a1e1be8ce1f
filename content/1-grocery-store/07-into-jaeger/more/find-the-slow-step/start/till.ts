// What happens at the till. Which step is the slow one changes from run to run.

const steps = ['scan', 'weigh', 'charge'] as const;
const slow = steps[Math.floor(Math.random() * steps.length)];

function work(step: (typeof steps)[number]) {
  const tookMs = step === slow ? 900 : 400;
  return new Promise<void>((resolve) => setTimeout(resolve, tookMs));
}

export const scan = () => work('scan');
export const weigh = () => work('weigh');
export const charge = () => work('charge');
