// Draws a picture to PNG: the same in a reader's browser and in the command line's Chrome.
window.techHubsPictures = {
  async png(svg, width, height, times) {
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    try {
      const image = new Image(width, height);
      image.src = address;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: width * times, height: height * times });
      // The type inside an image loads after the image: drawn until three drawings in a row are the same.
      let drawn, same = 0;
      for (let tries = 0; tries < 20 && same < 2; tries += 1) {
        if (tries) await new Promise((done) => setTimeout(done, 120));
        const pen = canvas.getContext("2d");
        pen.clearRect(0, 0, canvas.width, canvas.height);
        pen.drawImage(image, 0, 0, canvas.width, canvas.height);
        const next = await new Promise((done) => canvas.toBlob(done, "image/png"));
        same = drawn && next.size === drawn.size ? same + 1 : 0;
        drawn = next;
      }
      return drawn;
    } finally {
      URL.revokeObjectURL(address);
    }
  },

  async base64(blob) {
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  },
};
