using System.Runtime.Loader;

namespace Fleet.Worker.Loading.Faults;

/// <summary>FLEET1007 to FLEET1010: what the plugin's own code threw before it acted.</summary>
internal static class StartFaults
{
    /// <summary>Puts any exception into words.</summary>
    public static PluginFault Explain(Exception exception, StartStep step, PluginRequest request, Type workerClass, AssemblyLoadContext context) =>
        LoadFaults.Explain(exception, request, context)
        ?? RegistrationFaults.Explain(exception, workerClass)
        ?? Threw(exception, step, workerClass);

    private static PluginFault Threw(Exception exception, StartStep step, Type workerClass)
    {
        var cause = Causes.Unwrap(exception);
        var initializer = Causes.Of(exception).OfType<TypeInitializationException>().FirstOrDefault();
        var (where, fix) = initializer is not null
            ? ($"the static constructor of {initializer.TypeName}", "Mend the cause, or move the work into StartAsync.")
            : step switch
            {
                StartStep.Configure => ("ConfigureServices", "Mend the cause."),
                StartStep.Construct => ("its construction", "Mend the cause, or move the work into StartAsync: a constructor should only keep its parameters."),
                StartStep.Start => ("StartAsync", "Mend the cause; until then it is started again with growing pauses."),
                StartStep.Activate => ("ActivateAsync", "Mend the cause; until then it is started again with growing pauses."),
            };
        return new(
            FaultCode.StartFailed,
            $"{workerClass.FullName} failed in {where}",
            ExceptionText.Place(cause) ?? workerClass.Assembly.Location,
            ExceptionText.Sentence(cause),
            fix,
            Permanent: false,
            ExceptionText.Stack(exception));
    }
}
