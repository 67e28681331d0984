using System.Threading.Channels;

namespace Fleet.Testing.Chat;

/// <summary>The chat itself: who is in which channel, what was asked, and what came back. Safe for use by several threads.</summary>
internal sealed class ChatServer(TimeProvider time)
{
    private const int MostReplies = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, HashSet<ChatClient>> _rooms = new(StringComparer.Ordinal);
    private readonly HashSet<ChatClient> _clients = [];
    private readonly Dictionary<string, Question> _questions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Channel<string>> _replies = new(StringComparer.Ordinal);
    private TaskCompletionSource _answered = NewSignal();
    private int _ids;

    /// <summary>Whether every client has read all that was sent to it.</summary>
    public bool IsCalm
    {
        get
        {
            lock (_gate) return _clients.All(client => client.IsCalm);
        }
    }

    /// <summary>Messages that want an answer and have none.</summary>
    public IReadOnlyList<Question> Unanswered
    {
        get
        {
            lock (_gate) return [.. _questions.Values.Where(question => question.Answers == 0)];
        }
    }

    /// <summary>Answers beyond the first, over all messages.</summary>
    public int Doubled
    {
        get
        {
            lock (_gate) return _questions.Values.Sum(question => Math.Max(0, question.Answers - 1));
        }
    }

    /// <summary>Ends with the next answer.</summary>
    public Task NextAnswer
    {
        get
        {
            lock (_gate) return _answered.Task;
        }
    }

    /// <summary>What bots wrote in a channel, oldest first.</summary>
    public ChannelReader<string> Replies(string channel)
    {
        lock (_gate) return RepliesOf_NeedsLock(channel);
    }

    /// <summary>How many connections are in a channel.</summary>
    public int MembersOf(string channel)
    {
        lock (_gate) return _rooms.TryGetValue(channel, out var members) ? members.Count : 0;
    }

    /// <summary>A viewer writes.</summary>
    public void Say(string channel, string user, string text, bool wantsAnswer)
    {
        lock (_gate)
        {
            var id = NextId_NeedsLock();
            // Before it is sent: the answer may come at once.
            if (wantsAnswer) _questions[id] = new Question(id, channel, user, text);
            Post_NeedsLock(channel, Line(user, channel, text, id, replyTo: null), author: null);
        }
    }

    public void Add(ChatClient client)
    {
        lock (_gate) _clients.Add(client);
    }

    public void Remove(ChatClient client)
    {
        lock (_gate)
        {
            _clients.Remove(client);
            foreach (var members in _rooms.Values) members.Remove(client);
        }
    }

    public void Join(ChatClient client, string channel)
    {
        lock (_gate)
        {
            // Cut meanwhile, it would stay for ever.
            if (!_clients.Contains(client)) return;
            if (!_rooms.TryGetValue(channel, out var members)) _rooms[channel] = members = [];
            members.Add(client);
        }
    }

    /// <summary>A bot writes.</summary>
    public void TakeBotMessage(ChatClient author, string channel, string text, string? replyTo)
    {
        lock (_gate)
        {
            if (!_clients.Contains(author)) return;
            Post_NeedsLock(channel, Line(author.Nick, channel, text, NextId_NeedsLock(), replyTo), author);
            Count_NeedsLock(channel, replyTo);
            RepliesOf_NeedsLock(channel).Writer.TryWrite(text);
            _answered.TrySetResult();
            _answered = NewSignal();
        }
    }

    // What is no reply to a message answers the oldest in its channel that waits; it cannot be told from small talk, so it never counts as a second answer.
    private void Count_NeedsLock(string channel, string? replyTo)
    {
        var question = replyTo is not null
            ? _questions.GetValueOrDefault(replyTo)
            : _questions.Values.FirstOrDefault(open => open.Answers == 0 && open.Channel == channel);
        if (question is not null) question.Answers++;
    }

    private void Post_NeedsLock(string channel, string line, ChatClient? author)
    {
        if (!_rooms.TryGetValue(channel, out var members)) return;
        foreach (var member in members.Where(member => member != author).ToList()) member.Send(line);
    }

    private Channel<string> RepliesOf_NeedsLock(string channel)
    {
        if (!_replies.TryGetValue(channel, out var replies))
            _replies[channel] = replies = Channel.CreateBounded<string>(new BoundedChannelOptions(MostReplies) { FullMode = BoundedChannelFullMode.DropOldest });
        return replies;
    }

    private string NextId_NeedsLock() => new Guid(++_ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]).ToString("D");

    private string Line(string user, string channel, string text, string id, string? replyTo) =>
        $"@badge-info=;badges=;color=;display-name={user};emotes=;first-msg=0;flags=;id={id};mod=0;{(replyTo is null ? "" : $"reply-parent-msg-id={replyTo};")}returning-chatter=0;room-id=1;subscriber=0;"
        + string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tmi-sent-ts={time.GetUtcNow().ToUnixTimeMilliseconds()};turbo=0;user-id=2;user-type= :{user}!{user}@{user}.tmi.twitch.tv PRIVMSG #{channel} :{text}");

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
