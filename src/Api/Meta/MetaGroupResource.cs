namespace Kubesharp.Api.Meta;

/// <summary>Names a resource without its version.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.GroupResource")]
public sealed partial record GroupResource
{
    /// <summary>The value with nothing set.</summary>
    public static GroupResource Empty { get; } = new();

    /// <summary>The group; empty for the core group.</summary>
    [Field(1, "group", Always = true), Required] public string Group { get; init; } = "";
    /// <summary>The plural in lower case, as in paths.</summary>
    [Field(2, "resource", Always = true), Required] public string Resource { get; init; } = "";
}
