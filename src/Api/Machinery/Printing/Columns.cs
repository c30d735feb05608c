using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Printing;

/// <summary>The columns that many kinds share, and the short forms to declare the others.</summary>
public static class Columns
{
    private const string NameText =
        "Name must be unique within a namespace. It is chosen by the creator and cannot change.";
    private const string AgeText = "When the server stored the object, in RFC 3339 and UTC.";

    public static Column<T> Name<T>()
        where T : ApiObject =>
        new("Name", "string", static (value, _) => value.Metadata.Name) { Format = "name", Description = NameText };

    public static Column<T> Age<T>()
        where T : ApiObject =>
        new("Age", "string", static (value, now) => HumanDuration.Age(value.Metadata.CreationTimestamp?.Value, now))
        { Description = AgeText };

    public static Column<T> Text<T>(string name, string description, Func<T, string> read, int priority = 0)
        where T : ApiObject =>
        new(name, "string", (value, _) => read(value)) { Description = description, Priority = priority };

    public static Column<T> Timed<T>(
        string name, string description, Func<T, DateTimeOffset, string> read, int priority = 0)
        where T : ApiObject =>
        new(name, "string", (value, now) => read(value, now)) { Description = description, Priority = priority };

    public static Column<T> Number<T>(string name, string description, Func<T, long> read, int priority = 0)
        where T : ApiObject =>
        new(name, "integer", (value, _) => read(value)) { Description = description, Priority = priority };

    /// <summary>Name and age: what a kind shows that has no columns of its own.</summary>
    public static IReadOnlyList<Column> Generic { get; } = [Name<ApiObject>(), CreatedAt];

    private static Column CreatedAt => new Column<ApiObject>(
        "Created At", "date",
        static (value, _) => value.Metadata.CreationTimestamp is { } time ? (Tree)time.ToString() : "<unknown>")
    { Description = AgeText };
}
