namespace Kubesharp.Api.Meta;

/// <summary>Which part of a sharded list an answer is.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ShardInfo")]
public sealed partial record ShardInfo
{
    /// <summary>The value with nothing set.</summary>
    public static ShardInfo Empty { get; } = new();

    /// <summary>Which objects count.</summary>
    [Field(1, "selector", Always = true), Required] public string Selector { get; init; } = "";
}
