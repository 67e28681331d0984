using System.Runtime.CompilerServices;

namespace Fleet.TestKit.Time;

/// <summary>The deadline that every wait of a test has: generous, real time, and it says where it was.</summary>
public static class Deadlines
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    public static async Task WithDeadline(
        this Task task, [CallerArgumentExpression(nameof(task))] string what = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        try
        {
            await task.WaitAsync(Default);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"'{what}' did not end within {Default.TotalSeconds} s at {file}:{line}.");
        }
    }

    public static async Task<T> WithDeadline<T>(
        this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        await ((Task)task).WithDeadline(what, file, line);
        return await task;
    }
}
