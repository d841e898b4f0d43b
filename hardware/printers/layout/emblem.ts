import type { SKRSContext2D } from '@napi-rs/canvas';

function star(ctx: SKRSContext2D, centreX: number, centreY: number, radius: number): void {
  // The inner radius of a regular five-pointed star, whose edges run straight from tip to tip.
  const inner = radius * 0.381966;
  ctx.beginPath();
  for (let corner = 0; corner < 10; corner += 1) {
    const reach = corner % 2 === 0 ? radius : inner;
    const angle = -Math.PI / 2 + (corner * Math.PI) / 5;
    ctx.lineTo(centreX + reach * Math.cos(angle), centreY + reach * Math.sin(angle));
  }
  ctx.closePath();
  ctx.fill();
}

/** One grain of an ear: a leaf-shaped blade at `angle`, its foot on the stalk. */
function grain(ctx: SKRSContext2D, x: number, y: number, angle: number, length: number): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.quadraticCurveTo(length * 0.5, -length * 0.42, length, 0);
  ctx.quadraticCurveTo(length * 0.5, length * 0.42, 0, 0);
  ctx.fill();
  ctx.restore();
}

/**
 * A neutral mark for a hall that has given no picture of its own: a star in a ring, held by two ears of rice.
 * It is drawn here and is not the State emblem, whose use is regulated.
 */
export function drawEmblem(ctx: SKRSContext2D, x: number, y: number, size: number): void {
  const centreX = x + size / 2;
  const centreY = y + size / 2;
  const unit = size / 100;
  ctx.save();
  ctx.fillStyle = '#000';
  ctx.strokeStyle = '#000';
  ctx.lineWidth = Math.max(2, 3 * unit);
  ctx.beginPath();
  ctx.arc(centreX, centreY - 3 * unit, 29 * unit, 0, Math.PI * 2);
  ctx.stroke();
  star(ctx, centreX, centreY - 2 * unit, 22 * unit);
  for (const side of [-1, 1]) {
    for (let step = 0; step < 7; step += 1) {
      const around = Math.PI / 2 - side * (0.34 + step * 0.31);
      const stalkX = centreX + 37 * unit * Math.cos(around);
      const stalkY = centreY - 3 * unit + 37 * unit * Math.sin(around);
      // Upwards along the ring is against the growing angle on the right and with it on the left.
      const along = around - (side * Math.PI) / 2;
      grain(ctx, stalkX, stalkY, along + side * 0.5, 15 * unit);
      grain(ctx, stalkX, stalkY, along - side * 0.55, 13 * unit);
    }
  }
  ctx.beginPath();
  ctx.roundRect(centreX - 17 * unit, centreY + 35 * unit, 34 * unit, 9 * unit, 4 * unit);
  ctx.fill();
  ctx.restore();
}
