//! A drawing surface in CSS pixels over plotters' SVG backend, fine enough for thin lines.

use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, IntoFont, RGBColor, ShapeStyle, TextStyle};

use crate::Error;

/// plotters draws on whole pixels; so many of them make one CSS pixel.
const FINE: f64 = 8.0;
/// plotters writes a font size smaller by this factor.
const FONT: f64 = 1.24;

/// Where shapes go. Coordinates are CSS pixels from the upper left.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

/// Which end of a text its point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) colour: RGBColor,
    pub(super) bold: bool,
}

/// Paints a picture of `wide` by `high` CSS pixels; `alt` says it to those who cannot see it.
pub(super) fn picture(
    (wide, high): (f64, f64),
    alt: &str,
    paint: impl FnOnce(&Canvas) -> Result<(), Error>,
) -> Result<String, Error> {
    let mut svg = String::new();
    {
        let size = ((wide * FINE) as u32, (high * FINE) as u32);
        let canvas = Canvas {
            area: SVGBackend::with_string(&mut svg, size).into_drawing_area(),
        };
        paint(&canvas)?;
        canvas.area.present().map_err(refused)?;
    }
    Ok(dressed(&svg, (wide, high), alt))
}

impl Canvas<'_> {
    pub(super) fn rect(
        &self,
        (x, y): (f64, f64),
        (wide, high): (f64, f64),
        colour: RGBColor,
    ) -> Result<(), Error> {
        let corners = [fine(x, y), fine(x + wide, y + high)];
        self.area
            .draw(&Rectangle::new(corners, colour.filled()))
            .map_err(refused)
    }

    /// Fills the shape around these points.
    pub(super) fn area(&self, points: &[(f64, f64)], colour: RGBColor) -> Result<(), Error> {
        let path: Vec<(i32, i32)> = points.iter().map(|(x, y)| fine(*x, *y)).collect();
        self.area
            .draw(&Polygon::new(path, colour.filled()))
            .map_err(refused)
    }

    pub(super) fn line(&self, points: &[(f64, f64)], colour: RGBColor, width: f64) -> Result<(), Error> {
        let path: Vec<(i32, i32)> = points.iter().map(|(x, y)| fine(*x, *y)).collect();
        self.area
            .draw(&PathElement::new(path, stroke(colour, width)))
            .map_err(refused)
    }

    pub(super) fn dot(&self, (x, y): (f64, f64), radius: f64, colour: RGBColor) -> Result<(), Error> {
        let radius = (radius * FINE) as i32;
        self.area
            .draw(&Circle::new(fine(x, y), radius, colour.filled()))
            .map_err(refused)
    }

    /// Writes on the middle line `y`.
    pub(super) fn text(
        &self,
        (x, y): (f64, f64),
        anchor: Anchor,
        kind: Type,
        text: &str,
    ) -> Result<(), Error> {
        let h_pos = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style = if kind.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        };
        let font = ("sans-serif", kind.size * FINE * FONT, style).into_font();
        // The bottom of text at -0.5ex puts its base line half an x-height above the point: set it by hand.
        let style = TextStyle::from(font)
            .color(&kind.colour)
            .pos(Pos::new(h_pos, VPos::Center));
        self.area
            .draw(&Text::new(text.to_owned(), fine(x, y), style))
            .map_err(refused)
    }
}

impl Type {
    pub(super) fn new(size: f64, colour: RGBColor) -> Type {
        Type {
            size,
            colour,
            bold: false,
        }
    }

    pub(super) fn bold(size: f64, colour: RGBColor) -> Type {
        Type {
            size,
            colour,
            bold: true,
        }
    }
}

fn fine(x: f64, y: f64) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

fn stroke(colour: RGBColor, width: f64) -> ShapeStyle {
    colour.stroke_width((width * FINE).round() as u32)
}

fn refused<E: std::error::Error + Send + Sync>(error: plotters::drawing::DrawingAreaErrorKind<E>) -> Error {
    Error::Chart(error.to_string())
}

/// Gives the element its size in CSS pixels and its words, and leaves out attributes that say nothing.
fn dressed(svg: &str, (wide, high): (f64, f64), alt: &str) -> String {
    let body = svg.split_once('>').map_or("", |(_, body)| body);
    let body = body
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" font-family=\"sans-serif\"", "")
        .replace(" \"/>", "\"/>")
        .replace("\n</text>", "</text>")
        .replace(">\n", ">");
    let (fine_wide, fine_high) = ((wide * FINE) as u32, (high * FINE) as u32);
    let said = if alt.is_empty() {
        "aria-hidden=\"true\"".to_owned()
    } else {
        format!("role=\"img\" aria-label=\"{}\"", escaped(alt))
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" {said} font-family=\"sans-serif\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {fine_wide} {fine_high}\">{body}"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
