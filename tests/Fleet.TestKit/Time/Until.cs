using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Fleet.TestKit.Time;

/// <summary>Waits for what has no event to await: another thread's progress.</summary>
public static class Until
{
    /// <summary>Asks again and again, giving way in between, until the condition holds.</summary>
    public static async Task TrueAsync(
        Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadlines.Default) throw new TimeoutException($"'{what}' did not hold within {Deadlines.Default.TotalSeconds} s at {file}:{line}.");
            await Task.Yield();
        }
    }
}
