using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Printing;

/// <summary>A column of the Table that clients print.</summary>
/// <param name="Name">The heading: <c>Ready</c>.</param>
/// <param name="Type">string, integer, number, boolean or date.</param>
public abstract record Column(string Name, string Type)
{
    /// <summary><c>name</c> for the column that names the object, else empty.</summary>
    public string Format { get; init; } = "";
    public string Description { get; init; } = "";
    /// <summary>0 is always shown; 1 with <c>-o wide</c>.</summary>
    public int Priority { get; init; }

    /// <summary>The value: a string, an integer, a boolean or null.</summary>
    public abstract Tree Cell(ApiObject value, DateTimeOffset now);
}

/// <inheritdoc cref="Column"/>
public sealed record Column<T>(string Name, string Type, Func<T, DateTimeOffset, Tree> Read) : Column(Name, Type)
    where T : ApiObject
{
    public override Tree Cell(ApiObject value, DateTimeOffset now) => Read((T)value, now);
}
