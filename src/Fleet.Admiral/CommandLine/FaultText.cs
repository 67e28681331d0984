using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Writes faults for a person.</summary>
public static class FaultText
{
    /// <summary>Each fault begins a line; nothing in it can move the cursor or pass for another.</summary>
    public static void WriteFaults(this TextWriter writer, IEnumerable<FleetFault> faults)
    {
        foreach (var fault in faults) writer.WriteLine(PrintableText.EscapeLines(fault.ToString()));
    }
}
