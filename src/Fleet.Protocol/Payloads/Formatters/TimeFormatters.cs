using Fleet.Protocol.MessagePack;

namespace Fleet.Protocol.Payloads.Formatters;

/// <summary>As the timestamp extension; read as UTC.</summary>
internal sealed class DateTimeFormatter : Formatter<DateTime>
{
    public override void Write(ref MsgPackWriter writer, DateTime value) => writer.WriteTimestamp(value);

    public override DateTime Read(ref MsgPackReader reader) => reader.ReadTimestamp();
}

/// <summary>As [the local date and time as if it were UTC, offset in minutes].</summary>
internal sealed class DateTimeOffsetFormatter : Formatter<DateTimeOffset>
{
    private const int MaxOffsetMinutes = 14 * 60;

    public override void Write(ref MsgPackWriter writer, DateTimeOffset value)
    {
        writer.WriteArrayHeader(2);
        writer.WriteTimestamp(new DateTime(value.Ticks, DateTimeKind.Utc));
        writer.WriteInt32((int)(value.Offset.Ticks / TimeSpan.TicksPerMinute));
    }

    public override DateTimeOffset Read(ref MsgPackReader reader)
    {
        int start = reader.Position;
        if (reader.ReadArrayHeader() != 2)
        {
            MsgPackFault.Malformed(start, "a pair of date and offset");
        }

        long local = reader.ReadTimestamp().Ticks;
        int minutes = reader.ReadInt16();
        long utc = local - (minutes * TimeSpan.TicksPerMinute);
        if (minutes is < -MaxOffsetMinutes or > MaxOffsetMinutes || utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
        {
            MsgPackFault.OutOfRange(start, "a date with an offset of at most 14 hours");
        }

        return new DateTimeOffset(local, TimeSpan.FromTicks(minutes * TimeSpan.TicksPerMinute));
    }
}

/// <summary>As ticks of 100 ns.</summary>
internal sealed class TimeSpanFormatter : Formatter<TimeSpan>
{
    public override void Write(ref MsgPackWriter writer, TimeSpan value) => writer.WriteInt64(value.Ticks);

    public override TimeSpan Read(ref MsgPackReader reader) => new(reader.ReadInt64());
}

/// <summary>As days since the first of January of the year 1.</summary>
internal sealed class DateOnlyFormatter : Formatter<DateOnly>
{
    public override void Write(ref MsgPackWriter writer, DateOnly value) => writer.WriteInt32(value.DayNumber);

    public override DateOnly Read(ref MsgPackReader reader)
    {
        int start = reader.Position;
        int day = reader.ReadInt32();
        if (day < DateOnly.MinValue.DayNumber || day > DateOnly.MaxValue.DayNumber)
        {
            MsgPackFault.OutOfRange(start, "a date");
        }

        return DateOnly.FromDayNumber(day);
    }
}

/// <summary>As ticks of 100 ns since midnight.</summary>
internal sealed class TimeOnlyFormatter : Formatter<TimeOnly>
{
    public override void Write(ref MsgPackWriter writer, TimeOnly value) => writer.WriteInt64(value.Ticks);

    public override TimeOnly Read(ref MsgPackReader reader)
    {
        int start = reader.Position;
        long ticks = reader.ReadInt64();
        if (ticks < TimeOnly.MinValue.Ticks || ticks > TimeOnly.MaxValue.Ticks)
        {
            MsgPackFault.OutOfRange(start, "a time of day");
        }

        return new TimeOnly(ticks);
    }
}
