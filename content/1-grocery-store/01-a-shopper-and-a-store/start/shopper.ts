const store = 'http://localhost:5000';

async function visit(name: string) {
  const door = await fetch(`${store}/`);
  console.log(`${name} hears: ${await door.text()}`);

  const deli = await fetch(`${store}/deli`);
  console.log(`${name} hears: ${await deli.text()}`);
}

await visit('Ada');
