using System.Reflection;
using Fleet.Worker.Loading;
using Fleet.Worker.Messaging;

namespace Fleet.Worker.Evaluation;

/// <summary>
/// <c>Fleet.Scripting</c>, in a load context of its own. It brings a compiler, so nothing of it is loaded until code is evaluated for the first time; the two know each other by one method,
/// whose parameters are types that both share.
/// </summary>
internal sealed class ScriptCompiler(string folder)
{
    private const string AssemblyName = "Fleet.Scripting";

    private readonly Lazy<CompileScript> _compile = new(() => Load(folder));

    /// <summary>The folder beside the worker.</summary>
    public static string BesideTheWorker => Path.Combine(AppContext.BaseDirectory, "scripting");

    private delegate (Func<Task<object?>>? Run, string Errors) CompileScript(string code, object bot, IFleetIpc ipc, CancellationToken cancellation);

    /// <summary>Whether the compiler is in this process.</summary>
    public bool IsLoaded => _compile.IsValueCreated;

    /// <summary>Compiles.</summary>
    /// <returns>What runs it once and gives its value.</returns>
    /// <exception cref="RefusedCommandException">It does not compile, or there is no compiler.</exception>
    public Func<Task<object?>> Compile(string code, object bot, IFleetIpc ipc, CancellationToken cancellation)
    {
        var (run, errors) = _compile.Value(code, bot, ipc, cancellation);
        return run ?? throw new RefusedCommandException(CommandError.BadCommand, $"The code does not compile: {errors}");
    }

    private static CompileScript Load(string folder)
    {
        var path = Path.Combine(folder, AssemblyName + ".dll");
        if (!File.Exists(path)) throw new RefusedCommandException(CommandError.Refused, $"FLEET4603 There is nothing to evaluate with: {path} is missing.");
        var script = new PluginContext(path, "scripting").LoadFromAssemblyPath(path).GetType(AssemblyName + ".Script", throwOnError: true)!;
        return script.GetMethod("Compile", BindingFlags.Public | BindingFlags.Static)!.CreateDelegate<CompileScript>();
    }
}
