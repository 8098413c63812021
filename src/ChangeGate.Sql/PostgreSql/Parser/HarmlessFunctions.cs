namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>
/// Functions that give a value and do nothing else: those of the engine that are not VOLATILE and run no text (manual, chapter 9), the few that
/// are VOLATILE only since their answer is another each time, and those of extensions that come with the engine. What is not here may do anything.
/// </summary>
internal static class HarmlessFunctions
{
    private static readonly HashSet<string> Engine = Words("""
        abbrev abs acos acosd acosh age any_value area array_agg array_dims array_fill array_length array_lower array_ndims array_position array_positions array_remove
        array_replace array_reverse array_sample array_shuffle array_sort array_to_json array_to_string array_to_tsvector array_upper ascii asin asind asinh atan atan2 atan2d
        atand atanh avg bit_and bit_count bit_length bit_or bit_xor bool bool_and bool_or bpchar btrim cardinality casefold cbrt ceil ceiling char_length character_length chr
        clock_timestamp col_description concat concat_ws convert convert_from convert_to corr cos cosd cosh cot cotd count covar_pop covar_samp crc32 crc32c cume_dist
        current_database current_schema current_schemas current_setting current_user currval date date_add date_bin date_part date_subtract date_trunc datemultirange daterange
        decode degrees dense_rank diameter div encode enum_first enum_last enum_range erf erfc every exp extract factorial family first_value float8 floor format format_type
        gamma gcd gen_random_uuid generate_series generate_subscripts get_bit get_byte get_current_ts_config has_column_privilege has_schema_privilege has_table_privilege
        hashtext hashtextextended height host hostmask inet_client_addr inet_client_port inet_merge inet_same_family inet_server_addr inet_server_port initcap int4 int4multirange
        int4range int8 int8multirange int8range interval is_normalized isclosed isempty isfinite isopen json_agg json_agg_strict json_array_elements json_array_elements_text
        json_array_length json_build_array json_build_object json_each json_each_text json_object json_object_agg json_object_agg_strict json_object_agg_unique
        json_object_agg_unique_strict json_object_keys json_populate_record json_populate_recordset json_strip_nulls json_to_record json_to_recordset json_to_tsvector json_typeof
        jsonb_agg jsonb_agg_strict jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_insert
        jsonb_object jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict jsonb_object_keys jsonb_path_exists jsonb_path_exists_tz
        jsonb_path_match jsonb_path_match_tz jsonb_path_query jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz
        jsonb_path_query_tz jsonb_populate_record jsonb_populate_record_valid jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record
        jsonb_to_recordset jsonb_to_tsvector jsonb_typeof justify_days justify_hours justify_interval lag last_value lastval lcm lead left length lgamma line ln log log10 lower
        lower_inc lower_inf lpad lseg ltrim make_date make_interval make_time make_timestamp make_timestamptz masklen max md5 min min_scale mod mode multirange netmask network
        normalize now nth_value ntile num_nonnulls num_nulls numeric numeric_div_trunc nummultirange numrange obj_description octet_length overlay parse_ident percent_rank
        percentile_cont percentile_disc pg_backend_pid pg_column_size pg_get_constraintdef pg_get_expr pg_get_functiondef pg_get_indexdef pg_get_serial_sequence pg_get_viewdef
        pg_has_role pg_size_pretty pg_table_is_visible pg_typeof phraseto_tsquery pi plainto_tsquery point position pow power querytree quote_ident quote_literal quote_nullable
        radians random random_normal range_agg range_merge rank regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array
        regexp_split_to_table regexp_substr regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy repeat replace reverse right round
        row_number row_to_json rpad rtrim scale session_user set_bit set_byte set_masklen setweight sha224 sha256 sha384 sha512 shobj_description sign sin sind sinh split_part
        sqrt statement_timestamp stddev stddev_pop stddev_samp string_agg string_to_array string_to_table strip strpos substr substring sum tan tand tanh text time timeofday
        timestamp timestamptz timetz to_ascii to_bin to_char to_date to_hex to_json to_jsonb to_number to_oct to_regclass to_regnamespace to_regproc to_regprocedure
        to_regrole to_regtype to_timestamp to_tsquery to_tsvector transaction_timestamp translate trim_array trim_scale trunc ts_delete ts_filter ts_headline ts_lexize ts_rank
        ts_rank_cd tsmultirange tsquery_phrase tsrange tstzmultirange tstzrange unicode_assigned unistr unnest upper upper_inc upper_inf uuid_extract_timestamp
        uuid_extract_version uuidv4 uuidv7 var_pop var_samp varchar variance version websearch_to_tsquery width width_bucket xml_is_well_formed xml_is_well_formed_content
        xml_is_well_formed_document xmlagg xmlcomment xmlexists xmltext xpath xpath_exists
        """);

    private static readonly Dictionary<string, string> Extensions = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["fuzzystrmatch"] = "daitch_mokotoff difference dmetaphone dmetaphone_alt levenshtein levenshtein_less_equal metaphone soundex",
        ["pg_trgm"] = "show_trgm similarity strict_word_similarity word_similarity",
        ["pgcrypto"] = "armor crypt dearmor decrypt decrypt_iv digest encrypt encrypt_iv gen_random_bytes gen_salt hmac pgp_sym_decrypt pgp_sym_decrypt_bytea pgp_sym_encrypt pgp_sym_encrypt_bytea",
        ["unaccent"] = "unaccent",
        ["uuid-ossp"] = "uuid_generate_v1 uuid_generate_v1mc uuid_generate_v3 uuid_generate_v4 uuid_generate_v5 uuid_nil",
    }.SelectMany(static pair => Words(pair.Value).Select(name => (name, pair.Key))).ToDictionary(static pair => pair.name, static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Of the engine itself.</summary>
    public static bool Contains(string name) => Engine.Contains(name);

    /// <summary>The extension that brings it; null where none of these does.</summary>
    public static string? ExtensionOf(string name) => Extensions.GetValueOrDefault(name);

    private static HashSet<string> Words(string text) => new(text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
