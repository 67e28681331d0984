using System.Reflection;

namespace Fleet.Worker.Loading.Faults;

/// <summary>Looks into exceptions that wrap others.</summary>
internal static class Causes
{
    // More than anybody nests; less than a bot can make us walk.
    private const int Most = 64;

    /// <summary>The exception and all inside it, the outermost first.</summary>
    public static IEnumerable<Exception> Of(Exception exception)
    {
        var queue = new Queue<Exception>([exception]);
        for (var seen = 0; seen < Most && queue.TryDequeue(out var next); seen++)
        {
            yield return next;
            IEnumerable<Exception?> inside = next switch
            {
                AggregateException aggregate => aggregate.InnerExceptions,
                ReflectionTypeLoadException types => types.LoaderExceptions,
                _ => [next.InnerException],
            };
            foreach (var inner in inside.OfType<Exception>()) queue.Enqueue(inner);
        }
    }

    /// <summary>The exception that the plugin's code threw, without what reflection and tasks put around it.</summary>
    public static Exception Unwrap(Exception exception)
    {
        while (exception is TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner)
            exception = inner;
        return exception;
    }
}
