using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.Loader;
using Fleet.Worker.Loading.Faults;

namespace Fleet.Worker.Loading.Choice;

/// <summary>FLEET1005 and FLEET1006: which class of the plugin is the worker. Never a guess: several fitting classes are a fault, even if one derives from the other.</summary>
internal sealed class WorkerClassChoice(PluginRequest request, Assembly assembly, ICollection<string> warnings)
{
    private const int MostNamed = 10;

    private readonly List<Exception> _unloadable = [];

    /// <summary>Chooses.</summary>
    /// <returns>Whether there is a class; otherwise there is a fault.</returns>
    public bool TryChoose([NotNullWhen(true)] out Type? chosen, [NotNullWhen(false)] out PluginFault? fault)
    {
        var candidates = Types().Where(type => type.IsClass).Select(type => Candidate.Judge(type, request.Kind)).ToList();
        var matching = request.ClassName is { Length: > 0 } name ? Named(candidates, name) : candidates.Where(c => c.Fitness == Fitness.Fit).ToList();
        if (matching is [{ Fitness: Fitness.Fit } only])
        {
            foreach (var cause in _unloadable.Take(MostNamed)) warnings.Add($"A class of {request.FileName} cannot be used: {ExceptionText.Message(cause)}");
            (chosen, fault) = (only.Class, null);
            return true;
        }

        chosen = null;
        fault = matching.Count switch
        {
            0 => NoneFits(candidates),
            1 => Fault($"{request.ClassKey} names a class that cannot be a {Kind}", matching[0].Explain(request)),
            _ => Several(matching),
        };
        return false;
    }

    private string Kind => request.Kind == WorkerKind.Cluster ? "bot" : "service";

    private IEnumerable<Type> Types()
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            _unloadable.AddRange(partial.LoaderExceptions.OfType<Exception>().DistinctBy(e => e.Message));
            return partial.Types.OfType<Type>();
        }
    }

    // A full name is exact; a simple name may be that of several classes.
    private static List<Candidate> Named(List<Candidate> candidates, string name)
    {
        var full = candidates.Where(c => c.Class.FullName == name || c.Class.FullName?.Replace('+', '.') == name).ToList();
        if (full.Count > 0) return full;
        var simple = candidates.Where(c => c.Class.Name == name).ToList();
        var fitting = simple.Where(c => c.Fitness == Fitness.Fit).ToList();
        return fitting.Count > 0 ? fitting : simple;
    }

    private PluginFault NoneFits(List<Candidate> candidates)
    {
        var fitting = candidates.Where(c => c.Fitness == Fitness.Fit).ToList();
        if (fitting.Count > 0)
        {
            return Fault(
                $"{request.FileName} has no class {request.ClassName}",
                ($"Its {Kind} classes are {Names(fitting)}.", $"Set {request.ClassKey} to one of them."));
        }

        // What could not be loaded may be the very class that is missed.
        if (_unloadable.Count > 0)
        {
            return LoadFaults.Explain(new ReflectionTypeLoadException(null, [.. _unloadable]), request, AssemblyLoadContext.GetLoadContext(assembly))
                ?? Fault($"{request.FileName} has classes that cannot be loaded", (ExceptionText.Sentence(_unloadable[0]), "Build it again against this Fleet's Fleet.Abstractions."));
        }

        var what = $"{request.FileName} has no class that derives from {Candidate.BaseOf(request.Kind).FullName}";
        var nearest = candidates.MaxBy(c => c.Fitness);
        return Fault(what, nearest is { Fitness: not Fitness.Unrelated } ? nearest.Explain(request) : ("", $"Derive a public class from {Candidate.BaseOf(request.Kind).Name}, or set {request.PathKey} to another DLL."));
    }

    private PluginFault Several(List<Candidate> matching) => new(
        FaultCode.SeveralWorkerClasses,
        $"{request.FileName} has {matching.Count} {Kind} classes",
        request.Path,
        $"They are {Names(matching)}.",
        $"Set {request.ClassKey} to the full name of one.",
        Permanent: true);

    private PluginFault Fault(string what, (string Why, string Fix) explanation) =>
        new(FaultCode.NoWorkerClass, what, request.Path, explanation.Why, explanation.Fix, Permanent: true);

    private static string Names(List<Candidate> candidates)
    {
        var rest = candidates.Count > MostNamed ? $" and {candidates.Count - MostNamed} more" : "";
        return string.Join(", ", candidates.Select(c => c.Class.FullName).Order(StringComparer.Ordinal).Take(MostNamed)) + rest;
    }
}
