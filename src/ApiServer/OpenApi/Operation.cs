using Kubesharp.Api;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>What a client can do with a path: a method with all that the documents say of it.</summary>
/// <param name="Method">In lower case.</param>
/// <param name="Id">Its operationId; generated clients make names of it.</param>
/// <param name="Text">A sentence.</param>
internal sealed record Operation(string Method, string Id, string Text)
{
    public required string Tag { get; init; }
    /// <summary>x-kubernetes-action; empty outside of resources.</summary>
    public string Action { get; init; } = "";
    /// <summary>The kind that is taken or given; null outside of resources.</summary>
    public (GroupVersion GroupVersion, string Kind)? Kind { get; init; }
    public IReadOnlyList<string> Consumes { get; init; } = [];
    public IReadOnlyList<string> Produces { get; init; } = [];
    /// <summary>Definition of the body; empty: none.</summary>
    public string Body { get; init; } = "";
    public bool IsBodyRequired { get; init; }
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];
    public IReadOnlyList<Answer> Answers { get; init; } = [];
}

/// <summary>A parameter in the path or in the query.</summary>
/// <param name="Name">As in the address.</param>
/// <param name="Place"><c>path</c> or <c>query</c>.</param>
/// <param name="Type"><c>string</c>, <c>integer</c> or <c>boolean</c>.</param>
/// <param name="Text">A sentence.</param>
internal sealed record Parameter(string Name, string Place, string Type, string Text);

/// <summary>One answer of an operation.</summary>
/// <param name="Code">HTTP status.</param>
/// <param name="Text">The status in words.</param>
/// <param name="Type">Definition of the body, <c>string</c>, or empty when there is none.</param>
internal sealed record Answer(string Code, string Text, string Type);
