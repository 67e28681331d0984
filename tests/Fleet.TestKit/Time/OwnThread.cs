namespace Fleet.TestKit.Time;

/// <summary>Runs something on a thread that nothing else uses.</summary>
public static class OwnThread
{
    public static Task RunAsync(Action act)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                act();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true };
        thread.Start();
        return done.Task;
    }
}
