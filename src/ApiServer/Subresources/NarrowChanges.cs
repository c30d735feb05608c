using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>Subresources that change a small part of the object and keep the rest. Pure.</summary>
internal static class NarrowChanges
{
    // namespaces/finalize changes spec.finalizers and nothing else.
    public static ApiObject Finalized(ApiObject changed, ApiObject existing) =>
        existing is Namespace before && changed is Namespace after
            ? before with { Spec = before.Spec with { Finalizers = after.Spec.Finalizers } }
            : existing;
}
