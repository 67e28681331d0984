using System.Text.Json;
using Fleet.Admiral.Control;
using Fleet.Admiral.Options;

namespace Fleet.Admiral.CommandLine;

/// <summary>Prints an operation's progress, and turns its result into an exit code.</summary>
internal sealed class OperationWatch(Surroundings surroundings, bool json)
{
    private const int SlotWidth = 14;
    private const int StateWidth = 12;

    public async Task<int> RunAsync(IAsyncEnumerable<OperationProgress> operation)
    {
        var code = ExitCode.Failed;
        await foreach (var progress in operation)
        {
            if (json) await surroundings.Out.WriteLineAsync(JsonSerializer.Serialize(progress, ControlJson.Default.OperationProgress));
            else if (Line(progress) is { Length: > 0 } line) await surroundings.Out.WriteLineAsync(PrintableText.Escape(line));
            await surroundings.Out.FlushAsync();
            if (progress.Result is { } result) code = End(result);
        }

        return code;
    }

    private static string Line(OperationProgress progress) => progress.Slot.Length == 0
        ? progress.Text
        : $"{progress.Slot.PadRight(SlotWidth)} {progress.State.PadRight(StateWidth)} {progress.Text}".TrimEnd();

    private int End(OperationResult result)
    {
        if (!json)
            foreach (var slot in result.Skipped) surroundings.Out.WriteLine(PrintableText.Escape($"{slot} is pinned: left out"));
        return result.Outcome switch
        {
            OperationOutcome.Succeeded => Say(json ? TextWriter.Null : surroundings.Out, result.Message, ExitCode.Done),
            OperationOutcome.Failed => Say(surroundings.Error, result.Message, ExitCode.Failed),
            OperationOutcome.Refused => Say(surroundings.Error, $"FLEET5002 refused: {result.Message}", ExitCode.Refused),
        };
    }

    private static int Say(TextWriter writer, string message, int code)
    {
        if (message.Length > 0) writer.WriteLine(PrintableText.EscapeLines(message));
        return code;
    }
}
