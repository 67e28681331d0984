using Fleet.Admiral.Links;

namespace Fleet.Admiral.Routing;

/// <summary>Who waits for the answer to a command.</summary>
/// <param name="Link">The link of the worker that asked; null where it was the Admiral itself.</param>
/// <param name="Correlation">Its number for the command.</param>
/// <param name="Slot">The slot that was asked, in UTF-8, where the command is one of a fan-out; null otherwise.</param>
internal readonly record struct Asker(WorkerLink? Link, ulong Correlation, byte[]? Slot);
