using Kubesharp.Api;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;
using Kubesharp.Api.Yaml;

namespace Kubesharp.Tests.Api;

/// <summary>Objects as rows of a table write them, and what the API says to them. One row, one rule.</summary>
internal static class Rows
{
    public static T Read<T>(string yaml)
        where T : ApiObject
    {
        ResourceDefinition definition = ResourceRegistry.Of<T>();
        var read = (T)definition.Codec.ReadJson(TreeJson.Write(YamlReader.Parse(yaml)));
        return (T)StrategyRegistry.For(definition).Default(read);
    }

    /// <summary>As the server makes it: with name, uid, and what only the server says.</summary>
    public static T Created<T>(string yaml)
        where T : ApiObject
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<T>());
        var prepared = (T)strategy.PrepareForCreate(Read<T>(yaml));
        return (T)strategy.Identify(prepared with { Metadata = prepared.Metadata with { Uid = "u-1" } });
    }

    public static string Create<T>(string yaml)
        where T : ApiObject
    {
        FieldErrors errors = new();
        StrategyRegistry.For(ResourceRegistry.Of<T>()).ValidateCreate(Created<T>(yaml), errors);
        return errors.ToMessage();
    }

    public static string Update<T>(T changed, T old)
        where T : ApiObject
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<T>());
        ApiObject prepared = strategy.PrepareForUpdate(strategy.Default(changed), old);
        FieldErrors errors = new();
        strategy.Validate(prepared, errors);
        strategy.ValidateUpdate(prepared, old, errors);
        return errors.ToMessage();
    }

    public static string Status<T>(T changed, T old)
        where T : ApiObject
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<T>());
        FieldErrors errors = new();
        strategy.ValidateStatusUpdate(strategy.PrepareForStatusUpdate(changed, old), old, errors);
        return errors.ToMessage();
    }

    /// <summary>What a write of a subresource leaves, and the complaints about it.</summary>
    public static (T Prepared, string Errors) Narrow<T>(string subresource, T changed, T old)
        where T : ApiObject
    {
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<T>());
        ApiObject prepared = strategy.PrepareForSubresource(subresource, strategy.Default(changed), old);
        FieldErrors errors = new();
        strategy.ValidateSubresource(subresource, prepared, old, errors);
        return ((T)prepared, errors.ToMessage());
    }
}
