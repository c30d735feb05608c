namespace Kubesharp.Api.Meta;

/// <summary>A partial object metadata.</summary>
[ApiKind("meta.k8s.io/v1", "PartialObjectMetadata")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.PartialObjectMetadata")]
public sealed partial record PartialObjectMetadata : ApiObject
{
}
