using Fleet.Protocol.MessagePack;
using Fleet.Protocol.Payloads.Formatters;

namespace Fleet.Protocol.Payloads.Objects;

/// <summary>
/// Writes and reads a class or struct by two methods emitted for it at their first use: no reflection per message, no boxing, and the constructor runs as the
/// author wrote it.
/// </summary>
internal sealed class ObjectFormatter<T>(ObjectShape shape) : Formatter<T>, IObjectFormatter
{
    private MemberTable? _table;
    private WriteMembers<T>? _write;
    private ReadMembers<T>? _read;

    public PayloadMember[] Members
    {
        get
        {
            var members = new PayloadMember[shape.Members.Length];
            for (int i = 0; i < members.Length; i++)
            {
                members[i] = new PayloadMember(shape.Members[i].Name, shape.Members[i].Type);
            }

            return members;
        }
    }

    public void Complete(Formatter?[] members) => _table = new MemberTable(shape, members);

    public override void Write(ref MsgPackWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.Enter();
        (_write ??= WriteEmitter.Emit<T>(_table!))(ref writer, value);
        writer.Leave();
    }

    public override T? Read(ref MsgPackReader reader)
    {
        if (default(T) is null && reader.TryReadNil())
        {
            return default;
        }

        reader.Enter();
        T value = (_read ??= ReadEmitter.Emit<T>(_table!))(ref reader);
        reader.Leave();
        return value;
    }
}
