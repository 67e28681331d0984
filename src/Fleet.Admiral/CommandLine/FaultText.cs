using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Writes faults for a person.</summary>
public static class FaultText
{
    /// <summary>One line for each fault; nothing in it can move the cursor or fake a further line.</summary>
    public static void WriteFaults(this TextWriter writer, IEnumerable<FleetFault> faults)
    {
        foreach (var fault in faults) writer.WriteLine(PrintableText.Escape(fault.ToString()));
    }
}
