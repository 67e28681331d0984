namespace Fleet.Worker.Loading.Choice;

/// <summary>A class of the plugin, judged.</summary>
internal sealed record Candidate(Type Class, Fitness Fitness, Type? ForeignBase = null)
{
    private static readonly string[] BaseNames = [typeof(BaseClusterWorker).FullName!, typeof(BaseServiceWorker).FullName!, typeof(BaseWorker).FullName!];

    /// <summary>The class that workers of a kind derive from.</summary>
    public static Type BaseOf(WorkerKind kind) => kind switch
    {
        WorkerKind.Cluster => typeof(BaseClusterWorker),
        WorkerKind.Service => typeof(BaseServiceWorker),
    };

    /// <summary>Judges a class.</summary>
    public static Candidate Judge(Type type, WorkerKind kind)
    {
        if (!type.IsSubclassOf(typeof(BaseWorker)))
        {
            var foreign = Bases(type).FirstOrDefault(b => BaseNames.Contains(b.FullName));
            return new(type, foreign is null ? Fitness.Unrelated : Fitness.ForeignBase, foreign);
        }

        if (!type.IsSubclassOf(BaseOf(kind))) return new(type, Fitness.OtherKind);
        if (!IsVisible(type)) return new(type, Fitness.Private);
        if (type.ContainsGenericParameters) return new(type, Fitness.OpenGeneric);
        return new(type, type.IsAbstract ? Fitness.Abstract : Fitness.Fit);
    }

    /// <summary>Why it cannot be the worker, and what to do; whole sentences.</summary>
    public (string Why, string Fix) Explain(PluginRequest request) => Fitness switch
    {
        Fitness.Fit => ("", ""),
        Fitness.Abstract => ($"{Class.FullName} is abstract.", "Derive a class from it that is not."),
        Fitness.OpenGeneric => ($"{Class.FullName} has type parameters.", "Derive a class from it that has none."),
        Fitness.Private => ($"{Class.FullName} is private to {Class.DeclaringType?.FullName}.", "Make it public or internal."),
        Fitness.OtherKind => request.Kind == WorkerKind.Cluster
            ? ($"{Class.FullName} is a service ({nameof(BaseServiceWorker)}).", $"Name it under services.<name>.path, or derive it from {nameof(BaseClusterWorker)}.")
            : ($"{Class.FullName} is a bot ({nameof(BaseClusterWorker)}).", $"Name it under bot.path, or derive it from {nameof(BaseServiceWorker)}."),
        Fitness.ForeignBase => (
            $"{Class.FullName} derives from another copy of {ForeignBase?.FullName}: that one is in {Location(ForeignBase)}, Fleet's is in {Location(typeof(BaseWorker))}.",
            "Reference Fleet.Abstractions as it is; do not merge it or copy its sources into another assembly."),
        Fitness.Unrelated => ($"{Class.FullName} does not derive from {BaseOf(request.Kind).FullName}.", $"Derive it from {BaseOf(request.Kind).Name}."),
    };

    private static string? Location(Type? type) => type?.Assembly.Location;

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType) yield return above.IsGenericType ? above.GetGenericTypeDefinition() : above;
    }

    private static bool IsVisible(Type type)
    {
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
        {
            if (outer.IsNestedPrivate || outer.IsNestedFamily || outer.IsNestedFamANDAssem) return false;
        }

        return true;
    }
}
