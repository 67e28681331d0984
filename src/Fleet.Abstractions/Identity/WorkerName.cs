using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Fleet;

/// <summary>The name of one process filling a slot: <c>cluster-3#7</c> is the 7th incarnation of slot <c>cluster-3</c>.</summary>
/// <param name="Slot">The slot that the process fills.</param>
/// <param name="Incarnation">The how-manieth process of its slot, from 1.</param>
public readonly record struct WorkerName(SlotName Slot, int Incarnation)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out WorkerName worker)
    {
        worker = default;
        var mark = text?.LastIndexOf('#') ?? -1;
        if (mark < 0 || !SlotName.TryParse(text![..mark], out var slot)) return false;
        if (!int.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var incarnation)) return false;
        worker = new WorkerName(slot, incarnation);
        return true;
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not the name of a worker.</exception>
    public static WorkerName Parse(string text) =>
        TryParse(text, out var worker) ? worker : throw new FormatException($"\"{text}\" is not the name of a worker.");

    /// <summary><c>cluster-3#7</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Slot}#{Incarnation}");
}
