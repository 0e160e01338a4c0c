// Shows a picture that the server drew once (a Bokeh JSON item) inside its own node.
// A figure may carry a tag {fit: [x0, x1, y0, y1]}: what must be seen, at equal scale both ways.

const SETTLE_MS = 250

export function render({model}) {
  const root = document.createElement("div")
  root.setAttribute("role", "img")
  root.style.cssText = "position:relative;width:100%;height:100%;overflow:hidden"
  let shown = null // {holder, views, plot, fit, home}
  let latest = 0
  let settling = null

  const describe = () => root.setAttribute("aria-label", model.label)

  async function draw() {
    const turn = ++latest
    if (!model.item) return drop(shown), (shown = null)
    const holder = document.createElement("div")
    holder.style.cssText = "position:absolute;inset:0;visibility:hidden"
    root.append(holder)
    const {views, listeners} = await embedded(JSON.parse(model.item), holder)
    const next = {holder, views, listeners, plot: views.roots[0]}
    if (turn !== latest || !root.isConnected) return drop(next)
    next.fit = next.plot.model.tags.find((tag) => tag?.fit)?.fit ?? null
    const away = shown && moved(shown) ? ranges(shown) : model.extent.length === 4 ? model.extent : null
    place(next, away)
    listen(next)
    highlight(next)
    const old = shown
    shown = next
    holder.style.visibility = "visible"
    requestAnimationFrame(() => drop(old))
  }

  // The home position shows all of `fit`; `away` is where the viewer had moved to.
  function place(picture, away) {
    picture.home = picture.fit ? contained(picture.fit, picture.plot) : ranges(picture)
    move(picture, away ? (picture.fit ? contained(away, picture.plot) : away) : picture.home)
  }

  function listen(picture) {
    const {x_range, y_range} = picture.plot.model
    const settle = () => {
      clearTimeout(settling)
      settling = setTimeout(() => {
        if (picture === shown) model.extent = moved(picture) ? ranges(picture) : []
      }, SETTLE_MS)
    }
    x_range.change.connect(settle)
    y_range.change.connect(settle)
    const source = marks(picture)
    let tapped = ""
    source?.selected.properties.indices.change.connect(() => {
      const index = source.selected.indices[0]
      if (index === undefined) return
      tapped = String(column(source, "id")[index])
      // Only a tap's messenger: Bokeh draws selected marks with other marks' shapes.
      source.selected.indices = []
    })
    picture.plot.model.on_event("tap", () =>
      setTimeout(() => {
        model.selected = tapped
        tapped = ""
        highlight(picture)
      }),
    )
  }

  function highlight(picture) {
    const ring = named(picture, "ring")
    const source = marks(picture)
    if (!ring || !source) return
    const index = model.selected ? Array.from(column(source, "id")).indexOf(model.selected) : -1
    const at = (name) => (index < 0 ? [] : [column(source, name)[index]])
    ring.data_source.data = {x: at("x"), y: at("y")}
  }

  function resized() {
    if (!root.isConnected || !root.clientWidth || !root.clientHeight) return
    if (shown) place(shown, moved(shown) ? ranges(shown) : null)
    clearTimeout(resized.timer)
    resized.timer = setTimeout(() => {
      const size = [root.clientWidth, root.clientHeight]
      if (String(size) !== String(model.size)) model.size = size
    }, SETTLE_MS)
  }

  const observer = new ResizeObserver(() => requestAnimationFrame(resized))
  model.on("item", draw)
  model.on("label", describe)
  model.on("selected", () => shown && highlight(shown))
  model.on("extent", () => {
    if (shown && String(model.extent) !== String(ranges(shown))) {
      place(shown, model.extent.length === 4 ? model.extent : null)
    }
  })
  model.on("lifecycle:after_render", () => {
    observer.observe(root)
    draw()
  })
  model.on("lifecycle:remove", () => {
    observer.disconnect()
    latest++
    drop(shown)
    shown = null
  })
  describe()
  // What is drawn now, for whoever takes the picture along.
  root.plot = () => shown?.plot
  return root
}

// One picture is drawn after the other, so that what Bokeh has it listen to can be told apart:
// a figure listens to the viewport and never stops, which would keep every picture there ever was.
let before = Promise.resolve()

function embedded(item, holder) {
  const drawn = before.then(() => listening(() => window.Bokeh.embed.embed_item(item, holder)))
  before = drawn.catch(() => {})
  return drawn
}

async function listening(embed) {
  const viewport = window.visualViewport, listeners = []
  if (viewport) {
    viewport.addEventListener = (...told) => {
      listeners.push(told)
      EventTarget.prototype.addEventListener.apply(viewport, told)
    }
  }
  try {
    return {views: await embed(), listeners}
  } finally {
    if (viewport) delete viewport.addEventListener
  }
}

function drop(picture) {
  if (!picture) return
  const {document: drawing} = picture.plot.model
  for (const told of picture.listeners) window.visualViewport.removeEventListener(...told)
  // Also ends the timer by which a document looks after its models.
  drawing.clear()
  picture.views.clear()
  picture.holder.remove()
  // Bokeh keeps every document it ever opened; a wall that runs for months must not.
  const index = window.Bokeh.documents.indexOf(drawing)
  if (index >= 0) window.Bokeh.documents.splice(index, 1)
}

const named = (picture, name) => picture.plot.model.renderers.find((r) => r.name === name)
const marks = (picture) => named(picture, "marks")?.data_source

const column = (source, name) => source.data.get?.(name) ?? source.data[name]

function ranges({plot}) {
  const {x_range, y_range} = plot.model
  return [x_range.start, x_range.end, y_range.start, y_range.end]
}

function move({plot}, [x0, x1, y0, y1]) {
  plot.model.x_range.setv({start: x0, end: x1})
  plot.model.y_range.setv({start: y0, end: y1})
}

function moved(picture) {
  const slack = (picture.home[1] - picture.home[0]) * 1e-6
  return ranges(picture).some((edge, i) => Math.abs(edge - picture.home[i]) > slack)
}

// The smallest ranges that hold the box with one scale for both axes.
function contained([x0, x1, y0, y1], plot) {
  const {width, height} = plot.frame.bbox
  const scale = Math.max((x1 - x0) / width, (y1 - y0) / height) || 1
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2]
  return [x - (scale * width) / 2, x + (scale * width) / 2, y - (scale * height) / 2, y + (scale * height) / 2]
}
