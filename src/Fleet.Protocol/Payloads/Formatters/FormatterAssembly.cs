using Fleet.Protocol.Payloads.Contracts;
using Fleet.Protocol.Payloads.Objects;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>Puts together the formatter of one type and of all types inside it. Used by one thread, once.</summary>
internal sealed class FormatterAssembly
{
    private readonly Dictionary<Type, Formatter> _made = [];
    private readonly HashSet<Type> _underWay = [];
    private readonly Queue<Incomplete> _incomplete = new();

    /// <summary>The formatters made, each with all that it needs.</summary>
    public IReadOnlyDictionary<Type, Formatter> Made => _made;

    /// <summary>Makes the formatter of a type.</summary>
    /// <exception cref="PayloadException">The type, or one inside it, cannot be sent.</exception>
    public Formatter Make(Type type)
    {
        Formatter formatter = Get(type, ContractPath.Of(type));
        while (_incomplete.TryDequeue(out Incomplete? next))
        {
            Complete(next);
        }

        return formatter;
    }

    private Formatter Get(Type type, ContractPath path)
    {
        if (FormatterCatalog.Find(type) is { } known)
        {
            return known;
        }

        if (_made.TryGetValue(type, out Formatter? made))
        {
            return made;
        }

        if (ScalarFormatters.Make(type) is { } scalar)
        {
            return _made[type] = scalar;
        }

        if (CollectionFormatters.Describe(type) is { } description)
        {
            return _made[type] = MakeOfParts(type, description, path);
        }

        if (Sendability.WhyNot(type) is { } reason)
        {
            throw path.Refuse(type, reason);
        }

        return _made[type] = MakeObject(type, path);
    }

    private Formatter MakeOfParts(Type type, FormatterDescription description, ContractPath path)
    {
        if (!_underWay.Add(type))
        {
            throw path.Refuse(type, "it is a collection of itself");
        }

        object[] parts = new object[description.Parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Get(description.Parts[i], path.Part(i, parts.Length));
        }

        _underWay.Remove(type);
        return (Formatter)Activator.CreateInstance(description.Formatter, parts)!;
    }

    /// <summary>Members are looked at later: one may be of this very type, or of a collection that is being made of it.</summary>
    private Formatter MakeObject(Type type, ContractPath path)
    {
        if (MappingTaker.Find(type) is { } mapped)
        {
            _incomplete.Enqueue(new Incomplete(mapped, path));
            return (Formatter)mapped;
        }

        ObjectShape shape;
        try
        {
            shape = ShapeReader.Read(type);
        }
        catch (ShapeException e)
        {
            throw path.Refuse(type, e.Message);
        }

        var formatter = (IObjectFormatter)Activator.CreateInstance(typeof(ObjectFormatter<>).MakeGenericType(type), shape)!;
        _incomplete.Enqueue(new Incomplete(formatter, path));
        return (Formatter)formatter;
    }

    private void Complete(Incomplete incomplete)
    {
        PayloadMember[] members = incomplete.Formatter.Members;
        var formatters = new Formatter?[members.Length];
        for (int i = 0; i < members.Length; i++)
        {
            // The emitted code writes and reads scalars by itself.
            if (ScalarCalls.For(members[i].Type) is null)
            {
                formatters[i] = Get(members[i].Type, incomplete.Path.Member(members[i].Name));
            }
        }

        incomplete.Formatter.Complete(formatters);
    }

    /// <summary>An object's formatter that does not have those of its members yet.</summary>
    private sealed class Incomplete(IObjectFormatter formatter, ContractPath path)
    {
        public IObjectFormatter Formatter { get; } = formatter;

        public ContractPath Path { get; } = path;
    }
}
