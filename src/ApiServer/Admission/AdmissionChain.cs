using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Admission;

/// <summary>Runs the plugins over a write, in their order; the first refusal ends it.</summary>
public sealed class AdmissionChain(IReadOnlyList<IAdmissionPlugin> plugins)
{
    /// <summary>Lets everything pass; for tests of what stands around it.</summary>
    public static AdmissionChain None { get; } = new([]);

    public IReadOnlyList<IAdmissionPlugin> Plugins { get; } = plugins;

    /// <summary>
    /// The first round. <see cref="AdmissionResult.Object"/> is set when any plugin changed the object.
    /// </summary>
    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        ApiObject? before = context.Object;
        foreach (IAdmissionPlugin plugin in Plugins)
        {
            if (!plugin.Handles(context))
                continue;
            AdmissionResult result = await plugin.AdmitAsync(context, cancellationToken);
            if (result.Error is not null)
                return result;
            if (result.Object is { } changed)
                context = context with { Object = changed };
        }
        return ReferenceEquals(before, context.Object) || context.Object is null
            ? AdmissionResult.Unchanged
            : AdmissionResult.Changed(context.Object);
    }

    /// <summary>The second round; null when all agree.</summary>
    public async ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        foreach (IAdmissionPlugin plugin in Plugins)
        {
            if (plugin.Handles(context)
                && await plugin.ValidateAsync(context, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }
        return null;
    }
}
