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
        var told = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var progress in operation)
        {
            if (json) await surroundings.Out.WriteLineAsync(JsonSerializer.Serialize(progress, ControlJson.Default.OperationProgress));
            else if (progress.Result is null && Line(progress) is { Length: > 0 } line) await surroundings.Out.WriteLineAsync(PrintableText.Escape(line));
            if (progress.Result is { } result) code = End(result, told);
            await surroundings.Out.FlushAsync();
            told.Add(progress.Slot);
        }

        return code;
    }

    private static string Line(OperationProgress progress) => progress.Slot.Length == 0
        ? progress.Text
        : $"{progress.Slot.PadRight(SlotWidth)} {progress.State.PadRight(StateWidth)} {progress.Text}".TrimEnd();

    private int End(OperationResult result, HashSet<string> told)
    {
        // A slot that the steps have named has been spoken of.
        if (!json)
            foreach (var slot in result.Skipped.Where(slot => !told.Contains(slot))) surroundings.Out.WriteLine(PrintableText.Escape($"{slot} is pinned: left out"));
        return result.Outcome switch
        {
            OperationOutcome.Succeeded => Say(json ? TextWriter.Null : surroundings.Out, result.Message, ExitCode.Done),
            OperationOutcome.Failed or OperationOutcome.Aborted => Say(surroundings.Error, result.Message, ExitCode.Failed),
            OperationOutcome.Refused => Say(surroundings.Error, Refusal(result.Message), ExitCode.Refused),
        };
    }

    private static string Refusal(string message) =>
        message.StartsWith("FLEET", StringComparison.Ordinal) ? message : $"FLEET5002 refused: {message}";

    private static int Say(TextWriter writer, string message, int code)
    {
        if (message.Length > 0) writer.WriteLine(PrintableText.EscapeLines(message));
        return code;
    }
}
