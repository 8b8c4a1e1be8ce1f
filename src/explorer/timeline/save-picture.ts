/** Gives the timeline's picture to the reader as a file. */
import { criticalPath } from '../model/critical-path.ts';
import type { TraceColumns } from '../model/trace-columns.ts';
import { download } from '../parts/download.ts';
import { fileNameOf } from '../parts/file-name.ts';
import { colourOf } from './canvas-colours.ts';
import type { Folded } from './folding.ts';
import { indexSections, serviceLooks } from './row-scene.ts';
import { waterfallPicture } from './waterfall-picture.ts';
import type { TimeWindow } from './zoom.ts';

export interface PictureRequest {
  columns: TraceColumns;
  visible: Uint32Array;
  folded: Folded;
  part: TimeWindow;
  services: readonly string[];
  critical: boolean;
  /** An element whose colours the picture takes. */
  theme: Element;
}

/** A canvas holds no more than this in height, in any browser: a taller picture has fewer rows. */
const mostPngRows = 700;

/** @throws {Error} when the browser cannot draw it */
export async function savePicture(format: 'svg' | 'png', request: PictureRequest): Promise<void> {
  const svg = pictureOf(request, format === 'png' ? { mostRows: mostPngRows } : {});
  const vector = new Blob([svg], { type: 'image/svg+xml' });
  const blob = format === 'svg' ? vector : await rasterised(vector);
  download(blob, fileNameOf(request.columns, format));
}

export function pictureOf(request: PictureRequest, { mostRows }: { mostRows?: number } = {}): string {
  const { columns, theme } = request;
  const colour = (name: string): string => colourOf(theme, `var(${name})`);
  return waterfallPicture({
    columns,
    visible: request.visible,
    folded: request.folded,
    part: request.part,
    looks: serviceLooks(columns.services, request.services).map((look) => ({
      ...look,
      colour: colourOf(theme, look.colour),
    })),
    colours: {
      background: colour('--ex-bg'),
      text: colour('--ex-text'),
      muted: colour('--ex-muted'),
      line: colour('--ex-line'),
      bad: colour('--ex-bad'),
    },
    sections: request.critical ? indexSections(criticalPath(columns)) : undefined,
    ...(mostRows !== undefined && { mostRows }),
  });
}

/** At twice its size, so that it stays sharp when it is printed or enlarged. */
async function rasterised(vector: Blob): Promise<Blob> {
  const address = URL.createObjectURL(vector);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error('The browser could not draw a picture of this size.'));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
