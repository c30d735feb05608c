namespace Kubesharp.Api.Core;

/// <summary>An object field selector.</summary>
[Definition("io.k8s.api.core.v1.ObjectFieldSelector", Atomic = true)]
public sealed partial record ObjectFieldSelector
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectFieldSelector Empty { get; } = new();

    /// <summary>Api version.</summary>
    [Field(1, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>Field path.</summary>
    [Field(2, "fieldPath", Always = true), Required] public string FieldPath { get; init; } = "";
}
