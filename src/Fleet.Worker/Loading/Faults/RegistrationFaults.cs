using System.Text.RegularExpressions;

namespace Fleet.Worker.Loading.Faults;

/// <summary>FLEET1009: the container cannot make what a constructor asks for. The container says so in sentences only, so these are read.</summary>
internal static partial class RegistrationFaults
{
    private static readonly Dictionary<string, string> KnownCalls = new(StringComparer.Ordinal)
    {
        ["System.Net.Http.IHttpClientFactory"] = "services.AddHttpClient()",
        ["System.Net.Http.HttpClient"] = "services.AddHttpClient()",
        ["Microsoft.Extensions.Caching.Memory.IMemoryCache"] = "services.AddMemoryCache()",
        ["Microsoft.Extensions.Caching.Distributed.IDistributedCache"] = "services.AddDistributedMemoryCache()",
    };

    /// <summary>Puts such an exception into words.</summary>
    /// <returns>Null where the exception means something else.</returns>
    public static PluginFault? Explain(Exception exception, Type workerClass)
    {
        foreach (var cause in Causes.Of(exception).OfType<InvalidOperationException>())
        {
            var message = ExceptionText.Message(cause);
            if (Unresolved().Match(message) is { Success: true } unresolved)
                return Missing(cause, workerClass, unresolved.Groups["service"].Value, unresolved.Groups["user"].Value);
            if (NoService().Match(message) is { Success: true } absent)
                return Missing(cause, workerClass, absent.Groups["service"].Value, null);
            if (message.StartsWith("A suitable constructor for type", StringComparison.Ordinal) || message.StartsWith("Multiple constructors", StringComparison.Ordinal))
                return Fault(cause, workerClass, "it has no constructor that can be chosen", message, "Give it exactly one public constructor.");
            if (message.StartsWith("A circular dependency was detected", StringComparison.Ordinal))
                return Fault(cause, workerClass, "its services need each other in a circle", message, "Let one of them take an IServiceProvider or a Lazy<T>, or part them.");
            if (message.StartsWith("Cannot resolve scoped service", StringComparison.Ordinal) || message.StartsWith("Cannot consume scoped service", StringComparison.Ordinal))
                return Fault(cause, workerClass, "it needs a scoped service, and a worker has no scope", message, "Register the service as a singleton, or take an IServiceScopeFactory and make a scope where it is used.");
        }

        return null;
    }

    private static PluginFault Missing(Exception exception, Type workerClass, string service, string? user)
    {
        var plain = service.Split('[')[0];
        var call = KnownCalls.GetValueOrDefault(plain) ?? $"services.AddSingleton<{Simple(plain)}>(…)";
        var parameter = user is null ? null : Parameter(workerClass, service, user);
        var needed = parameter is null ? $"needed by {user ?? "a call of GetRequiredService"}" : $"constructor parameter \"{parameter}\" of {user}";
        return Fault(
            exception,
            workerClass,
            $"no registration for {service}",
            $"It is {needed}.",
            $"Call {call} in public static void ConfigureServices(IServiceCollection services, IConfiguration settings) of {workerClass.Name}.");
    }

    private static PluginFault Fault(Exception exception, Type workerClass, string what, string why, string fix) => new(
        FaultCode.CannotBeCreated,
        $"{workerClass.FullName} cannot be created: {what}",
        workerClass.Assembly.Location,
        ExceptionText.Stopped(why),
        fix,
        Permanent: true,
        ExceptionText.Stack(exception));

    private static string Simple(string type) => type[(type.LastIndexOf('.') + 1)..].Replace('+', '.');

    private static string? Parameter(Type workerClass, string service, string user)
    {
        var type = user == workerClass.ToString() ? workerClass : workerClass.Assembly.GetType(user);
        return type?.GetConstructors().SelectMany(c => c.GetParameters()).FirstOrDefault(p => p.ParameterType.ToString() == service)?.Name;
    }

    [GeneratedRegex("^Unable to resolve service for type '(?<service>.+)' while attempting to activate '(?<user>.+)'")]
    private static partial Regex Unresolved();

    [GeneratedRegex("^No (keyed )?service for type '(?<service>.+?)' .*has been registered")]
    private static partial Regex NoService();
}
